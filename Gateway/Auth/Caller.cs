namespace Coordination.Gateway.Auth;

/// <summary>Who calls: the system by its certificate, and the person by the token it sends along. Never by a request's fields.</summary>
/// <param name="System">The system's name in its certificate.</param>
/// <param name="Person">The token's subject; null if no person is behind the call.</param>
public sealed record Caller(JurisdictionCode Jurisdiction, string System, string? Person, ImmutableHashSet<Role> Roles)
{
    /// <summary>Whose request ids are unique: a retry comes from the same system, maybe with a renewed token.</summary>
    public string Principal => string.Concat(Jurisdiction.Value, "/", System);

    /// <summary>Who decides: the person, or the system itself.</summary>
    public string Actor => Person ?? Principal;

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset CertificateExpires { get; init; }

    /// <summary>The token's clearance; empty without a person.</summary>
    public string Clearance { get; init; } = "";

    /// <summary>True if this caller may know of a resource with these parties; the ministry may know of all.</summary>
    public bool MayKnow(IEnumerable<JurisdictionCode> parties) => Jurisdiction.IsMinistry || parties.Contains(Jurisdiction);
}
