using Google.Protobuf;
using Grpc.Core;

namespace Coordination.Gateway.Auth;

/// <summary>What the pipeline knows of one call besides its context.</summary>
public sealed class CallState
{
    /// <summary>The request of a unary or server-streaming call.</summary>
    public IMessage? Request { get; init; }

    /// <summary>True once the method has asked the authorisation table; an answer without is never sent.</summary>
    public bool Allowed { get; set; }

    /// <summary>The resource that the request names, as the caller wrote it.</summary>
    public string ResourceName => Request is { } request ? RequestShape.Of(request.Descriptor).Name(request) : "";

    public static CallState Of(ServerCallContext context)
    {
        var features = context.GetHttpContext().Features;
        if (features.Get<CallState>() is { } state)
        {
            return state;
        }
        features.Set(state = new());
        return state;
    }
}
