mailer = {"BACKEND": mail["EMAIL_BACKEND"]}
if mail["EMAIL_HOST"]:
    mailer["OPTIONS"] = {
        "host": mail["EMAIL_HOST"],
        "port": mail["EMAIL_PORT"],
        "username": mail["EMAIL_HOST_USER"],
        "password": mail["EMAIL_HOST_PASSWORD"],
        "use_tls": mail["EMAIL_USE_TLS"],
        "use_ssl": mail["EMAIL_USE_SSL"],
        "timeout": mail["EMAIL_TIMEOUT"] or 10,
    }
MAILERS = {"default": mailer}
