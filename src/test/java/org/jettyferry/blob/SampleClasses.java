package org.jettyferry.blob;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Objects;

/** Classes such as web applications keep in sessions, one for every way in which a class can write itself. */
final class SampleClasses {
    private SampleClasses() {}

    /** An object that may refer to another. */
    interface Linked {
        void link(Object other);
    }

    /** Fields of every type. */
    static class Plain implements Serializable, Linked {
        private static final long serialVersionUID = 1;

        boolean z = true;
        byte b = 1;
        char c = 'c';
        short s = 2;
        int i;
        long j = 3;
        float f = 4f;
        double d = 5d;
        String text;
        Object other;
        int[] numbers = {1, 2, 3};
        transient Object forgotten = new Object();

        Plain(int i, String text) {
            this.i = i;
            this.text = text;
        }

        @Override
        public void link(Object newOther) {
            other = newOther;
        }
    }

    /** Has no fields and no data of its own. */
    static class Bare extends Plain {
        private static final long serialVersionUID = 2;

        Bare(int i) {
            super(i, null);
        }
    }

    /** Writes its default fields first and then data of its own, as specified. */
    static class Custom extends Plain {
        private static final long serialVersionUID = 3;

        Object more;

        Custom(int i, Object more) {
            super(i, "custom");
            this.more = more;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(i);
            out.writeObject(more);
            out.writeUTF("end");
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            in.readInt();
            more = in.readObject();
            in.readUTF();
        }
    }

    /** Leaves out its default fields and writes primitive data instead, like okio.ByteString. */
    static class WithoutFields implements Serializable {
        private static final long serialVersionUID = 4;

        private transient byte[] data;
        int size;
        String name;

        WithoutFields(byte[] data) {
            this.data = data;
            size = data.length;
            name = "n" + size;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(size);
            out.write(data);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            size = in.readInt();
            data = new byte[size];
            in.readFully(data);
            name = "n" + size;
        }
    }

    /** Leaves out its default fields and writes objects instead, like ExceptionContext of commons-math. */
    static class WithoutFieldsButObjects implements Serializable, Linked {
        private static final long serialVersionUID = 5;

        int number;
        Object one;
        String two;

        WithoutFieldsButObjects(Object one, String two) {
            this.one = one;
            this.two = two;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(one);
            out.writeInt(2);
            out.writeObject(two);
            out.writeObject(one);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            one = in.readObject();
            in.readInt();
            two = (String) in.readObject();
            in.readObject();
        }

        @Override
        public void link(Object other) {
            one = other;
        }
    }

    /** Writes objects and primitive data of its own before its default fields and after them, like QName of dom4j 1. */
    static class FieldsBehind implements Serializable, Linked {
        private static final long serialVersionUID = 12;

        private transient Object first;
        private transient byte[] second;
        long number;
        boolean flag = true;
        Object other;
        int[] numbers;
        String text;

        FieldsBehind(long number, Object first, byte[] second, String text) {
            this.number = number;
            this.first = first;
            this.second = second;
            this.text = text;
            this.numbers = new int[] {(int) number, 0x73727071};
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(first);
            out.writeInt(second.length);
            out.write(second);
            out.writeObject(first);
            out.defaultWriteObject();
            out.writeLong(number);
            out.writeObject(text);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            first = in.readObject();
            second = new byte[in.readInt()];
            in.readFully(second);
            in.readObject();
            in.defaultReadObject();
            in.readLong();
            in.readObject();
        }

        @Override
        public void link(Object newOther) {
            other = newOther;
        }
    }

    /** Writes a number before its default fields. */
    static class FieldsBehindNumber implements Serializable {
        private static final long serialVersionUID = 13;

        private transient int size;
        double price;
        String text;

        FieldsBehindNumber(int size, double price, String text) {
            this.size = size;
            this.price = price;
            this.text = text;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(size);
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            size = in.readInt();
            in.defaultReadObject();
        }
    }

    /** Writes its fields behind a reference; what it writes can also be read as if they came first. */
    static class AmbiguousBehind implements Serializable {
        private static final long serialVersionUID = 14;

        long number = 0x71007e0000L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(ObjectStreamClass.lookup(HashMap.class));
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.readObject();
            in.defaultReadObject();
        }
    }

    /** Externalizable: writes everything itself. */
    public static class External implements Externalizable, Linked {
        private static final long serialVersionUID = 6;

        Object content;

        public External() {}

        External(Object content) {
            this.content = content;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeLong(42);
            out.writeObject(content);
            out.write(new byte[300]);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            in.readLong();
            content = in.readObject();
            in.readFully(new byte[300]);
        }

        @Override
        public void link(Object other) {
            content = other;
        }
    }

    /** Writes another object in its place. */
    static class Replaced implements Serializable {
        private static final long serialVersionUID = 7;

        final String text;

        Replaced(String text) {
            this.text = text;
        }

        private Object writeReplace() {
            return new Replacement(text);
        }
    }

    record Replacement(String text) implements Serializable {
        private Object readResolve() {
            return new Replaced(text);
        }
    }

    record Pair(Object left, Object right) implements Serializable {}

    enum Color {
        RED,
        GREEN {
            @Override
            int hue() {
                return 120;
            }
        };

        int hue() {
            return 0;
        }
    }

    /** The handler of a proxy. */
    static class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 8;

        Object content;

        Handler(Object content) {
            this.content = content;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> 1;
                default -> Objects.toString(content);
            };
        }
    }

    /** Leaves out its fields; what it writes can also be read as if it did not. */
    static class Ambiguous implements Serializable {
        private static final long serialVersionUID = 9;
        static final byte[] DATA = {0, 0, 0x71, 0, 0x7e, 0, 0};

        int number;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.write(DATA);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            in.readFully(new byte[DATA.length]);
        }
    }

    /** The classes of a package before it was renamed. */
    static final class Before {
        static class Thing implements Serializable {
            private static final long serialVersionUID = 10;

            Thing next;
            Thing[] all = {};
            Class<?> type = Thing[].class;
            Kind kind = Kind.GOOD;
            String text = "org.jettyferry.blob.SampleClasses$Before stays in a string";
        }

        enum Kind {
            GOOD
        }

        interface Marker {}
    }

    /** The same classes after it was renamed, with another serialVersionUID. */
    static final class After {
        static class Thing implements Serializable {
            private static final long serialVersionUID = 11;

            Thing next;
            Thing[] all;
            Class<?> type;
            Kind kind;
            String text;
        }

        enum Kind {
            GOOD
        }

        interface Marker {}
    }
}
