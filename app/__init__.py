"""The application factory: read it as the contents page of the system."""

from __future__ import annotations

from flask import Blueprint, Flask

from app.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    from app import demonstration, kinds, navigation
    from app.accounts import signing_in
    from app.core import access, assets, errors, headers, logging, templating
    from app.extensions import csrf, db, login_manager
    from app.learning import lessons
    from app.programmes import baseline, standard
    from app.progress import rules
    from app.scenarios import reading
    from app.submissions import states

    app = Flask(__name__, static_folder=None, template_folder="core/templates")
    app.config.from_mapping((settings or Settings()).as_flask_config())

    logging.init_app(app)
    headers.init_app(app)
    db.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    signing_in.init_app(app)
    errors.init_app(app)
    templating.init_app(app)
    assets.init_app(app)
    navigation.init_app(app)
    kinds.init_app(app)
    standard.init_app(app)
    baseline.init_app(app)
    rules.init_app(app)
    reading.init_app(app)
    lessons.init_app(app)
    states.init_app(app)
    demonstration.init_app(app)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)

    access.init_app(app)  # last: it checks every view registered above
    return app


def _blueprints() -> list[Blueprint]:
    from app import accounts, learning, marking, notices, portfolio, programmes, progress, scenarios, submissions

    rooms = (accounts, notices, programmes, learning, scenarios, submissions, marking, portfolio, progress)
    return [room.bp for room in rooms]
