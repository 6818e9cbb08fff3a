package org.jettyferry.node.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOverSettingsTest {
    private static final String KEY = "v7h3Qm1yZk0pXw9TtB5cR2dN8sLfJ6aG4eUoYiKxCqE=";

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void isOffUnlessItIsSet() {
        assertThat(HandOverSettings.from(Map.of(), problems::add).keys).isNull();
        assertThat(problems).isEmpty();
    }

    @Test
    void isOnWithAKey() throws IOException {
        HandOverSettings settings = read("# of November\n" + KEY + "\n", Map.of());
        assertThat(settings.keys).isNotNull();
        assertThat(settings.plain).isFalse();
        assertThat(problems).isEmpty();
    }

    @Test
    void staysOffAndSaysWhyWithoutTheKey() throws IOException {
        for (String content :
                List.of("", "\n#x\n", "secretsecretsecret", "aaaaaaaabbbbbbbbaaaaaaaabbbbbbbb", KEY + "\nsecret")) {
            problems.clear();
            assertThat(read(content, Map.of()).keys).as(content).isNull();
            assertThat(problems).singleElement().asString().startsWith("sessionHandOver stays off: ");
            assertThat(problems.toString()).doesNotContain("secret", "aaaa", KEY);
        }
        problems.clear();
        assertThat(HandOverSettings.from(Map.of("sessionHandOver", "on"), problems::add).keys)
                .isNull();
        assertThat(problems).containsExactly("sessionHandOver stays off: sessionHandOverKeyFile is not set");
        problems.clear();
        Map<String, String> missing = Map.of("sessionHandOver", "on", "sessionHandOverKeyFile", "/nowhere/key");
        assertThat(HandOverSettings.from(missing, problems::add).keys).isNull();
        assertThat(problems).singleElement().asString().contains("/nowhere/key");
    }

    @Test
    void warnsOfPlainText() throws IOException {
        assertThat(read(KEY, Map.of("sessionHandOverPlain", "on")).plain).isTrue();
        assertThat(problems).singleElement().asString().contains("tests");
    }

    @Test
    void anOriginHasNothingBehindIt() throws IOException {
        assertThat(read(KEY, Map.of("sessionHandOverFrom", "https://Old.example.com, http://a:8080")).from)
                .containsExactlyInAnyOrder("https://old.example.com", "http://a:8080");
        for (String wrong : List.of("old.example.com", "https://old/x", "*", "https://*.example.com")) {
            problems.clear();
            assertThat(read(KEY, Map.of("sessionHandOverFrom", wrong)).keys).isNull();
            assertThat(problems).hasSize(1);
        }
    }

    private HandOverSettings read(String content, Map<String, String> more) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        Map<String, String> properties = new HashMap<>(more);
        properties.put("sessionHandOver", "on");
        properties.put("com.openexchange.server.sessionHandOverKeyFile", file.toString());
        return HandOverSettings.from(properties, problems::add);
    }
}
