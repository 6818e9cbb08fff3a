package org.jettyferry.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFilesTest {
    @TempDir
    Path folder;

    private final Map<Integer, String> pages = new TreeMap<>();
    private final PageFiles files = new PageFiles(pages::put);
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("closed.html");
    }

    @Test
    void aFileIsReadWhenItIsNamedAndWhenItHasChanged() throws IOException {
        Files.writeString(file, "\ufeffgr\u00fcn");
        configure(file.toString());
        assertThat(pages).containsExactly(Map.entry(503, "gr\u00fcn"));

        Files.writeString(file, "half of i");
        assertThat(files.look()).isFalse();
        Files.writeString(file, "half of it is not taken");
        assertThat(files.look()).isFalse();
        assertThat(pages).containsEntry(503, "gr\u00fcn");
        assertThat(files.look()).isFalse();
        assertThat(pages).containsEntry(503, "half of it is not taken");

        files.configure(Map.of());
        assertThat(pages).containsEntry(503, "");
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void eachStatusHasItsFile() throws IOException {
        Files.writeString(file, "misdirected");
        files.configure(Map.of("page421File", file.toString()));
        assertThat(pages).containsExactly(Map.entry(421, "misdirected"));
    }

    @Test
    void aFileThatCannotBeUsedIsAProblemUntilItCan() throws IOException {
        configure(file.toString());
        assertProblem("there is no such file", "the built-in page stays");
        assertThat(pages).isEmpty();

        Files.writeString(file, "good");
        assertThat(files.look()).isFalse();
        assertThat(files.look()).isTrue();
        assertThat(files.problems()).isEmpty();
        assertThat(pages).containsEntry(503, "good");

        Files.write(file, new byte[64 * 1024 + 1]);
        assertThat(files.look()).isTrue();
        assertProblem("more than 64 KB", "the page that was read last stays");
        Files.write(file, new byte[] {'a', (byte) 0xfc, 'b'});
        files.look();
        files.look();
        assertProblem("it is not UTF-8", "stays");
        Files.write(file, new byte[0]);
        files.look();
        assertProblem("it is empty", "stays");
        assertThat(pages).containsEntry(503, "good");

        Files.writeString(file, "good");
        files.look();
        files.look();
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void whatIsNoFileIsAProblem() {
        configure(folder.toString());
        assertProblem("it is no file", "the built-in page stays");
        configure("a\0b");
        assertProblem("InvalidPathException", "the built-in page stays");
    }

    @Test
    void aPageOfTheLargestSizeIsTaken() throws IOException {
        Files.writeString(file, "x".repeat(64 * 1024));
        configure(file.toString());
        assertThat(pages.get(503)).hasSize(64 * 1024);
    }

    private void configure(String name) {
        files.configure(Map.of("page503File", name));
    }

    private void assertProblem(String... parts) {
        assertThat(files.problems())
                .singleElement()
                .asString()
                .startsWith("page503File = ")
                .contains(parts);
    }
}
