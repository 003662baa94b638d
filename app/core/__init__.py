"""What every room shares and no feature owns: access, time, tables' base, errors, forms, pages."""
