package dev.rls.spring.internal;

import dev.rls.RlsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what the database refused like what Hibernate refused. Comes after all handlers of the application; it is not
 * an {@code @ExceptionHandler} itself, because those cannot decline an exception that turns out to be another's.
 */
public final class DatabaseDenialResolver implements HandlerExceptionResolver {

    private final HandlerExceptionResolver exceptions;

    public DatabaseDenialResolver(HandlerExceptionResolver exceptions) {
        this.exceptions = exceptions;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception ex) {
        RlsException denial = DatabaseDenial.in(ex);
        return denial == null ? null : exceptions.resolveException(request, response, handler, denial);
    }
}
