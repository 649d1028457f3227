"""The pages for people: items{{ " and accounts" if auth }} in a browser, beside the API."""
