namespace Coordination.Gateway.Auth;

/// <summary>What a caller may be. The columns of the authorisation matrix.</summary>
public enum Role
{
    Unspecified = 0,

    /// <summary>A province's own system; given by its certificate alone.</summary>
    ProvinceSystem,

    /// <summary>An officer of a province. Token role <c>officer</c>.</summary>
    Officer,

    /// <summary>An officer who approves for the province. Token role <c>supervisor</c>.</summary>
    Supervisor,

    /// <summary>A person of the ministry's command centre. Token role <c>commander</c>.</summary>
    Commander,

    /// <summary>A person of the financial regulator (NFRA). Token role <c>regulator</c>.</summary>
    Regulator,

    /// <summary>A person who audits; sees metadata only. Token role <c>auditor</c>.</summary>
    Auditor,

    /// <summary>A person who runs the system; sees no cases. Token role <c>operator</c>.</summary>
    Operator,
}
