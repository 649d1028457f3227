def obeys(form: Form, rules: Rules) -> bool:
    """Clean the form's fields as the API does, or put each fault beside its field."""
    values = {name: form[name].data or "" for name in input_attributes(rules)}
    cleaned, faults = check(rules, values)
    for name, texts in faults.items():
        form[name].errors = texts
    for name, value in cleaned.items():
        form[name].data = value
    return not faults
