package org.jettyferry.update.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.JettyRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    private static final List<PackageRule> RULES =
            List.of(new PackageRule("cluster", List.of("com.shop.cluster", "com.shop.cluster.*"), false, "", ""));
    private static final String CLASS = "com/shop/cluster/Message.class";

    @TempDir
    Path folder;

    @Test
    void listedClassesAreFoundWhereverTheyAre() throws IOException {
        Archive jar = new Archive()
                .with(CLASS, "bytes")
                .with("META-INF/versions/17/com/shop/cluster/deep/New.class", "17")
                .with("com/shop/Cart.class", "cart");
        Path war = new Archive()
                .with("WEB-INF/lib/cluster-1.jar", jar)
                .with("WEB-INF/classes/com/shop/cluster/Own.class", "own")
                .at(folder.resolve("shop.war"));

        assertThat(read(war).listed())
                .containsOnlyKeys("com.shop.cluster.Message", "com.shop.cluster.Own", "com.shop.cluster.deep.New");
    }

    /** A folder with the same classes in other archives is the same version. */
    @Test
    void theSameBytesHaveTheSameHashInAFolder() throws IOException {
        Archive jar = new Archive().with(CLASS, "bytes").with("com/shop/cluster/Own.class", "own");
        Path war = new Archive().with("WEB-INF/lib/cluster-1.jar", jar).at(folder.resolve("a/shop.war"));
        Path exploded = Files.createDirectories(folder.resolve("b/webapps/shop/WEB-INF/classes/com/shop/cluster"));
        Files.writeString(exploded.resolve("Own.class"), "own");
        new Archive().with(CLASS, "bytes").at(folder.resolve("b/lib/cluster-2.jar"));
        Path plain = Files.createDirectories(folder.resolve("c/com/shop/cluster"));
        Files.writeString(plain.resolve("Own.class"), "own");
        Files.writeString(plain.resolve("Message.class"), "other bytes");

        assertThat(read(folder.resolve("b")).listed()).isEqualTo(read(war).listed());
        assertThat(read(folder.resolve("c")).listed())
                .isNotEqualTo(read(war).listed())
                .hasSize(2);
    }

    /** Two equal copies must not cancel each other out. */
    @Test
    void aClassInTwoJarsCountsTwice() throws IOException {
        for (String version : List.of("1", "2")) {
            Archive jar = new Archive().with(CLASS, "bytes of " + version);
            jar.at(folder.resolve(version + "/one.jar"));
            jar.at(folder.resolve(version + "/two.jar"));
        }

        assertThat(read(folder.resolve("1")).listed())
                .isNotEqualTo(read(folder.resolve("2")).listed());
    }

    @Test
    void theRangesOfAllApplicationsCount() throws IOException {
        new Archive().with("META-INF/ferry.properties", "schemaVersions=5..7\n").at(folder.resolve("a.war"));
        assertThat(read(folder).schemaVersions().orElseThrow()).hasToString("5..7");

        Archive jar = new Archive().with("META-INF/ferry.properties", "schemaVersions=6..9\n");
        new Archive().with("WEB-INF/lib/x.jar", jar).at(folder.resolve("b.war"));
        assertThat(read(folder).schemaVersions().orElseThrow()).hasToString("6..7");
        assertThat(read(new Archive().at(folder.resolve("none/c.war"))).schemaVersions())
                .isEmpty();
    }

    @Test
    void aFolderOfJettyTellsItsRelease() throws IOException {
        assertThat(read(folder).jetty()).isEmpty();
        new Archive()
                .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nImplementation-Version: 12.1.8\r\n\r\n")
                .at(folder.resolve("start.jar"));
        assertThat(read(folder).jetty()).contains(JettyRelease.parse("12.1.8"));

        Files.writeString(folder.resolve("VERSION.txt"), "jetty-9.4.58.v20250814 - 14 August 2025\n + 1 a fix\n");
        assertThat(read(folder).jetty()).contains(JettyRelease.parse("9.4.58"));
        assertThat(Artifacts.read(folder, Optional.of(JettyRelease.parse("9.3")), RULES)
                        .jetty())
                .contains(JettyRelease.parse("9.3"));
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertThatThrownBy(() -> read(folder.resolve("nothing"))).isInstanceOf(OperatorException.class);
        new Archive().with("META-INF/ferry.properties", "schemaVersions=new\n").at(folder.resolve("bad/a.war"));
        assertThatThrownBy(() -> read(folder.resolve("bad")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("at META-INF/ferry.properties: schemaVersions = new is not usable");
        byte[] whole =
                Files.readAllBytes(new Archive().with(CLASS, "x".repeat(9999)).at(folder.resolve("x.jar")));
        Files.write(folder.resolve("cut.jar"), java.util.Arrays.copyOf(whole, 60));
        assertThatThrownBy(() -> read(folder.resolve("cut.jar")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("could not read");
    }

    private static Artifacts read(Path path) {
        return Artifacts.read(path, Optional.empty(), RULES);
    }
}
