package org.jettyferry.update.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "com.liferay.portal.kernel.cluster.ClusterNode, true",
        "com.liferay.portal.kernel.cluster.ClusterNode$Builder, true",
        "com.liferay.portal.kernel.cluster.messaging.Receiver, true",
        "com.liferay.portal.kernel.exception.NoSuchClusterGroupException, true",
        "com.liferay.portal.kernel.exception.NoSuchClusterGroupException$1, true",
        "com.liferay.portal.kernel.exception.PortalException, false",
        "com.liferay.portal.kernel.clusters.Other, false",
        "com.liferay.portal.kernel.scheduler.Job, false",
        "com.liferay.portal.cache.multiple.internal.Peer, true"
    })
    void theExampleListsWhatLiferayNames(String className, boolean listed) {
        List<PackageRule> rules = RuleFile.read(Path.of("webapp-sample/eligibility/liferay.yaml"));

        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.lists(className)).isEqualTo(listed);
            assertThat(rule.reason()).isNotEmpty();
        });
    }

    @Test
    void aPackageAloneDoesNotStandForThoseBelow() {
        PackageRule rule = new PackageRule("x", List.of("a.b"), false, "", "");

        assertThat(rule.lists("a.b.C")).isTrue();
        assertThat(rule.lists("a.b.c.D")).isFalse();
        assertThat(new PackageRule("x", List.of("a.b.*"), false, "", "").lists("a.b.C"))
                .isFalse();
        assertThat(rule.lists("C")).isFalse();
    }

    @Test
    void aRuleNeedsNoReason() throws IOException {
        assertThat(read("rules:\n  - name: mine\n    packages: [a.b]\n"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.reason()).isEmpty();
                    assertThat(rule.remedy()).contains("Stop all nodes");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "packages: [a]",
                "rules: [a]",
                "rules:\n  - name: x\n",
                "rules:\n  - name: x\n    package: [a]\n    packages: [a]\n",
                "rules:\n  - name: x\n    packages: ['a.*.b']\n",
                "rules:\n  - name: x\n    packages: ['*']\n",
                "rules: ["
            })
    void anotherFormIsRefused(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("rules.yaml is not valid");
    }

    private List<PackageRule> read(String content) throws IOException {
        return RuleFile.read(Files.writeString(folder.resolve("rules.yaml"), content));
    }
}
