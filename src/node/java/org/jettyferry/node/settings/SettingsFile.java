package org.jettyferry.node.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Reads properties files as people write them: in UTF-8, or in the Latin-1 of old. */
final class SettingsFile {
    private static final int LARGEST = 1 << 20;

    private SettingsFile() {}

    /** @throws IOException if it can't be read or is far too large */
    static byte[] bytes(Path file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(LARGEST + 1L, Files.size(file) + 1024)];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.read(bytes);
            while (read > 0) {
                length += read;
                read = in.read(bytes, length, bytes.length - length);
            }
        }
        if (length > LARGEST) {
            throw new IOException("it is larger than a mebibyte");
        }
        return Arrays.copyOf(bytes, length);
    }

    /** @throws IllegalArgumentException if it is none; the message says why */
    static Map<String, String> parse(byte[] content) {
        if (content.length == 0) {
            throw new IllegalArgumentException("it is empty; leave a comment in it if nothing shall be set");
        }
        String text = text(content);
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("it is no text");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach(
                (name, value) -> values.put(name.toString(), value.toString().trim()));
        return values;
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }
}
