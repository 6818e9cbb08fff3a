package org.jettyferry.update;

import java.util.ArrayList;
import java.util.List;

/** Writes down what an update tells, in its order. */
record ToldListener(List<String> told) implements UpdateListener {
    ToldListener() {
        this(new ArrayList<>());
    }

    @Override
    public void tell(String sentence) {
        told.add(sentence);
    }

    @Override
    public void begins(String name) {
        told.add(name);
    }
}
