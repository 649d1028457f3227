{% if sqlite %}
    # An id is never given twice, also not after its row was deleted. A table with
    # options of its own repeats these.
    __table_args__ = ({"sqlite_autoincrement": True},)
{% endif %}
{% if mysql %}
    # Any character is kept, and none is taken for another one. A table with options
    # of its own repeats these.
    __table_args__ = ({"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin"},)
{% endif %}
