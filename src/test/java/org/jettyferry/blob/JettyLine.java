package org.jettyferry.blob;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jettyferry.jetty.BlobLayout;

/**
 * The real code of one line of Jetty that reads and writes the attributes of sessions. It has a class loader of its
 * own, since two lines cannot share a class path. The build copies the jars to {@code target/jetty-readers}.
 */
public final class JettyLine {
    /**
     * 9.3.30: {@code JDBCSessionManager.loadSession} casts what {@code ClassLoadingObjectInputStream} reads to a map.
     */
    public static final JettyLine JETTY_9_3 = new JettyLine("9.3", "");

    /** 9.4.58: {@code SessionData}. */
    public static final JettyLine JETTY_9_4 = new JettyLine("9.4", "org.eclipse.jetty.server.session.SessionData");

    /** 12.1: {@code SessionData}. */
    public static final JettyLine JETTY_12_1 = new JettyLine("12.1", "org.eclipse.jetty.session.SessionData");

    private final String line;
    private final ClassLoader loader;
    private final String sessionData;

    private JettyLine(String line, String sessionData) {
        this.line = line;
        this.sessionData = sessionData;
        Path jars = Path.of(System.getProperty("ferry.build.directory", "target"), "jetty-readers", line);
        try (Stream<Path> files = Files.list(jars)) {
            URL[] urls = files.map(JettyLine::url).toArray(URL[]::new);
            loader = new URLClassLoader("jetty-" + line, urls, new WithoutJetty());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static List<JettyLine> all() {
        return List.of(JETTY_9_3, JETTY_9_4, JETTY_12_1);
    }

    /** Returns the layout that this line writes. */
    public BlobLayout writes() {
        return sessionData.isEmpty() ? BlobLayout.HASH_MAP : BlobLayout.ENTRIES;
    }

    /** Reads a blob as a node of this line does. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> read(byte[] blob) throws Exception {
        Class<?> streamClass = loader.loadClass("org.eclipse.jetty.util.ClassLoadingObjectInputStream");
        requireOwn(streamClass);
        try (ObjectInputStream in = (ObjectInputStream)
                streamClass.getConstructor(InputStream.class).newInstance(new ByteArrayInputStream(blob))) {
            if (sessionData.isEmpty()) {
                return (Map<String, Object>) in.readObject();
            }
            Object data = newSessionData();
            call(sessionDataMethod("deserializeAttributes", ObjectInputStream.class), null, data, in);
            return (Map<String, Object>) call(data.getClass().getMethod("getAllAttributes"), data);
        }
    }

    /** Writes attributes as a node of this line does. */
    public byte[] write(Map<String, Object> attributes) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            if (sessionData.isEmpty()) {
                Map<String, Object> map = new HashMap<>();
                attributes.forEach(map::put);
                out.writeObject(map);
            } else {
                Object data = newSessionData();
                call(data.getClass().getMethod("putAllAttributes", Map.class), data, new LinkedHashMap<>(attributes));
                call(sessionDataMethod("serializeAttributes", ObjectOutputStream.class), null, data, out);
            }
        }
        return bytes.toByteArray();
    }

    /** Writes attributes as Jetty 9.4.0 to 9.4.12 do. */
    public static byte[] writeUnmodifiable(Map<String, Object> attributes) throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Collections.unmodifiableMap(new ConcurrentHashMap<>(attributes)));
        }
        return bytes.toByteArray();
    }

    /** Creates an object of a class of this line of Jetty. */
    public Object newInstance(String className) throws Exception {
        Class<?> type = loader.loadClass(className);
        requireOwn(type);
        return type.getConstructor().newInstance();
    }

    /** Calls a static method of a class of this line that takes and returns a string. */
    public String callStatic(String className, String method, String argument) throws Exception {
        Class<?> type = loader.loadClass(className);
        requireOwn(type);
        return (String) call(type.getMethod(method, String.class), null, argument);
    }

    private Object newSessionData() throws Exception {
        Class<?> type = loader.loadClass(sessionData);
        requireOwn(type);
        return type.getConstructor(
                        String.class, String.class, String.class, long.class, long.class, long.class, long.class)
                .newInstance("id", "_app", "0.0.0.0", 1L, 1L, 1L, 1L);
    }

    private Method sessionDataMethod(String name, Class<?> stream) throws Exception {
        Class<?> type = loader.loadClass(sessionData);
        return type.getMethod(name, type, stream);
    }

    private void requireOwn(Class<?> type) {
        if (type.getClassLoader() != loader) {
            throw new IllegalStateException(type + " does not come from the jars of Jetty " + line);
        }
    }

    private static Object call(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Jetty " + line;
    }

    /** The class loader of the tests, without the Jetty that some of them run. */
    private static final class WithoutJetty extends ClassLoader {
        WithoutJetty() {
            super(JettyLine.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.jetty.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
