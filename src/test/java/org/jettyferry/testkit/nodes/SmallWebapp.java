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

/** A web application of one class, {@code Own}, compiled for either servlet API. */
public final class SmallWebapp {
    private SmallWebapp() {}

    /**
     * Builds it.
     *
     * @param api {@code javax} or {@code jakarta}
     * @param source the class {@code Own}, with {@code API} where the name of the servlet API belongs
     * @param descriptor its web.xml
     * @return its folder
     */
    public static Path of(String api, String source, String descriptor) {
        Path root = Scratch.run("webapp");
        try {
            Path classes = Files.createDirectories(root.resolve("WEB-INF/classes"));
            compile(source.replace("API", api), api, classes);
            Files.writeString(root.resolve("WEB-INF/web.xml"), descriptor);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(String source, String api, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path jar = Scratch.buildDirectory().resolve("servlet-api/" + api + ".servlet-api.jar");
        List<String> options = List.of(
                "--release", "8", "-nowarn", "-Xlint:-options", "-cp", jar.toString(), "-d", classes.toString());
        boolean done = compiler.getTask(null, null, null, options, null, List.of(new Source(source)))
                .call();
        if (!done) {
            throw new IllegalStateException("Own.java does not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Own.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
