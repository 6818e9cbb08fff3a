package org.jettyferry.testkit.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jettyferry.testkit.servers.Scratch;

/** Builds a web application from the source of one class, for either servlet API. */
public final class SourceWebapp {
    private SourceWebapp() {}

    /**
     * Builds it.
     *
     * @param api {@code javax} or {@code jakarta}; it takes the place of {@code API} in the source
     * @param name the name of the class, which has no package
     * @param source its source, for Java 8
     * @param webXml its deployment descriptor
     * @return its folder
     */
    public static Path build(String api, String name, String source, String webXml) {
        Path root = Scratch.run("webapp");
        try {
            Path classes = Files.createDirectories(root.resolve("WEB-INF/classes"));
            compile(name, source.replace("API", api), api, classes);
            Files.writeString(root.resolve("WEB-INF/web.xml"), webXml);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String name, String source, String api, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path jar = Scratch.buildDirectory().resolve("servlet-api/" + api + ".servlet-api.jar");
        List<String> options = List.of(
                "--release", "8", "-nowarn", "-Xlint:-options", "-cp", jar.toString(), "-d", classes.toString());
        boolean done = compiler.getTask(null, null, null, options, null, List.of(new Source(name, source)))
                .call();
        if (!done) {
            throw new IllegalStateException(name + " does not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
