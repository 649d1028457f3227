class ItemForm(PageForm):
    name = StringField(lazy_gettext("Name"))
    description = TextAreaField(lazy_gettext("Description"))
