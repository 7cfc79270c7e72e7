package writeback.relay.directory.signin;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A password in memory, for as long as it is needed. It has no text form. */
public final class Secret implements AutoCloseable {

    private final byte[] bytes;

    /** @param typed wiped here */
    public Secret(char[] typed) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        this.bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(typed, '\0');
    }

    /**
     * The password that an account signs in with, in UTF-8; whoever asked wipes it. Empty when it signs in without one.
     *
     * @throws SignInException as {@link SecretFile#line}
     */
    public static Optional<byte[]> passwordOf(SignIn how) throws SignInException {
        if (how instanceof SignIn.SimpleBind simple) {
            return Optional.of(SecretFile.line(simple.passwordFile()));
        }
        return how instanceof SignIn.TypedPassword typed
                ? Optional.of(typed.password().bytes.clone())
                : Optional.empty();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
