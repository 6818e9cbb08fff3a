package org.jettyferry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Path PROPERTIES = Path.of("server.properties");

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void isReadInUtf8AndInLatin1(String charset) throws IOException {
        byte[] content = "# gepr\u00fcft\nserverName=gr\u00fcn \n".getBytes(Charset.forName(charset));

        assertThat(SettingsFile.parse(PROPERTIES, content)).containsOnly(entry("serverName", "gr\u00fcn"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        byte[] content = "\uFEFFserverName=old\n".getBytes(StandardCharsets.UTF_8);

        assertThat(SettingsFile.parse(PROPERTIES, content)).containsEntry("serverName", "old");
    }

    @Test
    void anIniOfJettyHasNoEscapesAndArgumentsOfItsOwn() throws IOException {
        byte[] content = "--module=ferry\n# url=no\nferry.user?=me\\you\nferry.url = jdbc:x:y=z\n"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(SettingsFile.parse(Path.of("start.d/ferry.ini"), content))
                .containsOnly(entry("ferry.user", "me\\you"), entry("ferry.url", "jdbc:x:y=z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b~c=\\u12zz~ | byte 3 of line 2 begins \\u",
                "# C:\\users is fine~a=C:\\\\users~  b=C:\\users~ | byte 7 of line 3 begins \\u",
                "a=\\u | byte 3 of line 1 begins \\u",
                "a=b~c=@d | byte 3 of line 2 is zero",
            })
    void aBadFileSaysWhichByteOfWhichLine(String content, String place) {
        byte[] bytes = content.replace('~', '\n').replace('@', '\0').getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SettingsFile.parse(PROPERTIES, bytes))
                .isInstanceOf(SettingsFileException.class)
                .hasMessageStartingWith(place);
    }
}
