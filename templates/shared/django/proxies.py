TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", [], subcast=str.strip)
