package org.jettyferry.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApplicationFileTest {
    @Test
    void aFileDeclaresTheRange() throws IOException {
        assertThat(read("# the shop\nschemaVersions = 5..7 \n")).hasToString("5..7");
        assertThat(read("schemaVersions=\n").isAny()).isTrue();
        assertThat(read("").isAny()).isTrue();
    }

    @Test
    void aBadFileSaysWhatIsWrong() {
        assertThatThrownBy(() -> read("schemaVersions=7..5"))
                .isInstanceOf(IOException.class)
                .hasMessage("schemaVersions = 7..5 is not usable (its first version comes after its last)");
        assertThatThrownBy(() -> read("a\0b")).isInstanceOf(IOException.class).hasMessageContaining("it is not text");
        assertThatThrownBy(() -> read("#" + "x".repeat(2 << 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than a mebibyte");
    }

    private static VersionRange read(String content) throws IOException {
        return ApplicationFile.schemaVersions(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }
}
