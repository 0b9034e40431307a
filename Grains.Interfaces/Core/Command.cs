namespace Coordination;

/// <summary>What every command says of itself. Identity comes from credentials only, never from a request's body.</summary>
/// <param name="RequestId">Made by the client, the same on each retry; unique per <paramref name="Principal"/> for as long as the log is kept.</param>
/// <param name="Principal">The system that sent it, <c>jurisdiction/system</c>; a reaction sends as <c>reaction/name</c>.</param>
/// <param name="Fingerprint">Hash over principal, method and content: it tells a retry from a reused request id.</param>
/// <param name="Actor">The person who decides, by the subject of the token; the system itself where no person is asked for.</param>
/// <param name="Jurisdiction">The caller's jurisdiction.</param>
/// <param name="Purpose">Why it is done, as given by the caller; empty if none is required.</param>
/// <param name="ExpectedVersion">The version that the caller saw (its etag); null if it looked at nothing.</param>
/// <param name="EventTime">When it happened in the field; null means the moment of decision.</param>
[GenerateSerializer, Immutable, Alias("coord.CommandHeader")]
public sealed record CommandHeader(
    [property: Id(0)] Guid RequestId,
    [property: Id(1)] string Principal,
    [property: Id(2)] string Fingerprint,
    [property: Id(3)] string Actor,
    [property: Id(4)] JurisdictionCode Jurisdiction,
    [property: Id(5)] string Purpose = "",
    [property: Id(6)] int? ExpectedVersion = null,
    [property: Id(7)] DateTimeOffset? EventTime = null)
{
    /// <summary>The command is only checked: same refusals, nothing stored, no request id remembered.</summary>
    [Id(8)] public bool ValidateOnly { get; init; }
}

/// <summary>An instruction to one aggregate, in the imperative.</summary>
[GenerateSerializer, Immutable, Alias("coord.Command")]
public abstract record Command([property: Id(0)] CommandHeader Header);

/// <summary>Marks a command whose outcome hangs on the time of day; refused while the store clock is not trusted.</summary>
public interface ITimeCritical;
