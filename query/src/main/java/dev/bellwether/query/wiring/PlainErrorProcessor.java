package dev.bellwether.query.wiring;

import dev.bellwether.query.alertmanager.AlertmanagerErrors;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.hosts.Problems;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What no handler sees, such as unknown paths and requests that are too large, as problem details (RFC 9457); under Alertmanager's
 * paths as it tells them.
 */
@Singleton
@Primary
final class PlainErrorProcessor implements ErrorResponseProcessor<byte[]> {
    @Override
    @SuppressWarnings("unchecked") // A response takes a body of any type; this is how the framework's own does it.
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        MutableHttpResponse<byte[]> answer = (MutableHttpResponse<byte[]>) response;
        if (context.getRequest().getMethod() == HttpMethod.HEAD) {
            return answer;
        }
        String detail = context.getErrors().isEmpty()
                ? response.reason()
                : context.getErrors().getFirst().getMessage();
        String path = context.getRequest().getPath();
        Reply problem = path.startsWith("/api/v2/")
                ? AlertmanagerErrors.reply(response.code(), detail)
                : Problems.reply(response.code(), response.reason(), detail, path, "");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            problem.body().writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.body(body.toByteArray()).contentType(problem.contentType());
    }
}
