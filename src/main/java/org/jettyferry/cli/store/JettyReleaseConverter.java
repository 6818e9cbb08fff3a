package org.jettyferry.cli.store;

import org.jettyferry.jetty.JettyRelease;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a Jetty release; the error message lists the known ones. */
final class JettyReleaseConverter implements ITypeConverter<JettyRelease> {
    @Override
    public JettyRelease convert(String text) {
        try {
            return JettyRelease.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
