using Google.Protobuf;
using Grpc.Core;

namespace Coordination.Gateway.Auth;

/// <summary>
/// The way into every RPC: asks the table, then checks the request, so that nobody learns the shape of what they may not do. A
/// method calls it before anything else.
/// </summary>
public sealed class Access(RequestRules rules, KeyedHash hash)
{
    /// <summary>Admits a read.</summary>
    /// <exception cref="RpcException">ROLE_REQUIRED, or FIELD_INVALID with all violations.</exception>
    public Caller AllowRead(ServerCallContext context, Verb verb)
    {
        var caller = Admit(context, verb);
        if (CallState.Of(context).Request is { } request && rules.Check(request) is { Count: > 0 } violations)
        {
            throw Failure.Of(Reason.FieldInvalid, violations);
        }
        return caller;
    }

    /// <summary>Admits a write and reads from its request what every command says of itself.</summary>
    /// <exception cref="RpcException">ROLE_REQUIRED; REQUEST_ID_REQUIRED, ETAG_REQUIRED or FIELD_INVALID with all violations; PURPOSE_REQUIRED.</exception>
    public CommandHeader Allow(ServerCallContext context, Verb verb, IMessage request) =>
        Header(Admit(context, verb), context.Method, verb, request);

    /// <summary>The same for one message of a client stream, as if it had come by its own <paramref name="method"/>.</summary>
    public CommandHeader Allow(Caller caller, string method, Verb verb, IMessage request) =>
        AuthorizationTable.Deny(caller, verb) is { } denied ? throw Failure.Of(denied) : Header(caller, method, verb, request);

    private CommandHeader Header(Caller caller, string method, Verb verb, IMessage request)
    {
        var shape = RequestShape.Of(request.Descriptor);
        var violations = rules.Check(request);
        var reason = Reason.FieldInvalid;

        var expectedVersion = default(int?);
        if (shape.Etag(request) is { } etag && !Etags.TryParse(etag, out expectedVersion))
        {
            reason = etag.Length == 0 ? Reason.EtagRequired : reason;
            violations.Add(new("etag", "Send the etag of the resource as you last read it, quotes included, e.g. \"7\"."));
        }
        if (!Guid.TryParseExact(shape.RequestId(request), "D", out var requestId) || requestId == Guid.Empty)
        {
            reason = shape.RequestId(request).Length == 0 ? Reason.RequestIdRequired : reason;
            violations.Add(new("request_id", "Send a UUID of your own, and the same one on each retry of this request."));
        }
        if (violations.Count > 0)
        {
            throw Failure.Of(reason, violations);
        }
        var purpose = shape.Purpose(request);
        if (purpose.Length == 0 && AuthorizationTable.Find(verb)!.NeedsPurpose)
        {
            throw Failure.Of(new Rejection(Reason.PurposeRequired, "Say in `purpose` what this is for.").With("required", "purpose"));
        }
        return new(requestId, caller.Principal, Fingerprint(caller, method, request), caller.Actor, caller.Jurisdiction, purpose,
            expectedVersion, shape.EventTime(request))
        {
            ValidateOnly = shape.ValidateOnly(request),
        };
    }

    /// <summary>
    /// What a command says of itself that no caller sends again, with a new request id: whoever reads twice has read twice, where
    /// reading is an event.
    /// </summary>
    public CommandHeader NewHeader(Caller caller, ServerCallContext context)
    {
        var requestId = Guid.CreateVersion7();
        return new(requestId, caller.Principal, hash.Of("fingerprint", [caller.Principal, context.Method, requestId.ToString("D")]), caller.Actor, caller.Jurisdiction);
    }

    /// <summary>Checks one message of a client stream; the stream itself was admitted before.</summary>
    public void Check(IMessage message)
    {
        if (rules.Check(message) is { Count: > 0 } violations)
        {
            throw Failure.Of(Reason.FieldInvalid, violations);
        }
    }

    /// <summary>Tells a retry from a reused request id. Keyed, because a plain hash of a request could be searched for a number in it.</summary>
    public string Fingerprint(Caller caller, string method, IMessage request) => hash.Of("fingerprint", [caller.Principal, method], request);

    private static Caller Admit(ServerCallContext context, Verb verb)
    {
        var caller = CallerPrincipal.Of(context);
        CallState.Of(context).Allowed = true;
        return AuthorizationTable.Deny(caller, verb) is { } denied ? throw Failure.Of(denied) : caller;
    }
}
