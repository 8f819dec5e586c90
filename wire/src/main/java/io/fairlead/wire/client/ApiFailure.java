package io.fairlead.wire.client;

/** Why a call gave nothing. */
public abstract sealed class ApiFailure extends Exception permits ApiRefusal, ServerUnreachable {
    private static final long serialVersionUID = 1L;

    ApiFailure(String message) {
        super(message);
    }
}
