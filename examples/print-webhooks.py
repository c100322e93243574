#!/usr/bin/env python3
"""Prints every alert that is posted to 127.0.0.1:9099, one line each."""
import http.server
import json


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for alert in message["alerts"]:
            print(alert["status"], alert["labels"], alert["annotations"], flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


http.server.HTTPServer(("127.0.0.1", 9099), Handler).serve_forever()
