package org.jettyferry.update;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into maps, lists and texts. Every plain value is a text, as it is in the file: YAML itself would read the
 * version 7.10 as the number 7.1. Stateless.
 */
public final class PlainYaml {
    private PlainYaml() {}

    /**
     * Reads a document.
     *
     * @return an empty text if the document is empty
     * @throws YAMLException if it is no YAML
     */
    public static Object load(String text) {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, new Texts());
        Object root = yaml.load(text); // of no type that a caller may choose
        return root == null ? "" : root;
    }

    /** Takes no plain value for anything but a text. */
    private static final class Texts extends Resolver {
        @Override
        protected void addImplicitResolvers() {}
    }
}
