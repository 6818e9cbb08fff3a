package com.example;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;

/** A resolver of contexts as a site would write it. */
public final class HeaderResolver implements ContextResolver {
    @Override
    public String resolve(HttpServletRequest request) {
        return request.getHeader("X-Tenant");
    }
}
