namespace Coordination.Gateway.Conventions;

/// <summary>
/// Ids that the server gives. They follow from the request, so that a retried create cannot make two, and from the store's key, so
/// that nobody can guess one. Each is a grain key: a prefix that no hexadecimal number starts with, a dash, 32 digits.
/// </summary>
public sealed class Ids(KeyedHash hash)
{
    /// <summary>The key of what this request creates.</summary>
    /// <param name="prefix">The aggregate's key prefix without its dash, e.g. <c>group</c>.</param>
    /// <param name="method">The RPC, as <c>ServerCallContext.Method</c> or <c>CommandHeader</c>'s caller knows it; any fixed name does.</param>
    public string Named(string prefix, Caller caller, string method, Guid requestId) => Named(prefix, caller.Principal, method, requestId);

    /// <inheritdoc cref="Named(string, Caller, string, Guid)"/>
    public string Named(string prefix, string principal, string method, Guid requestId) =>
        $"{prefix}-{hash.Hex(prefix, principal, method, requestId.ToString("D"))}";

    /// <summary>The key of a case: one number of one jurisdiction cannot become two cases.</summary>
    public string Case(JurisdictionCode jurisdiction, string caseNumber) => $"case-{hash.Hex("case", jurisdiction.Value, caseNumber)}";

    /// <summary>The key of what a jurisdiction itself names, e.g. a suspect record by its source record id.</summary>
    public string Owned(string prefix, JurisdictionCode jurisdiction, string ownName) =>
        $"{prefix}-{hash.Hex(prefix, jurisdiction.Value, ownName)}";
}
