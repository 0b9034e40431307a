namespace Coordination.Cases;

/// <summary>Measures that are forbidden before filing (P-174, I1).</summary>
public enum MeasureKind
{
    Unspecified = 0,

    /// <summary>拘传, summons by force (CPL-119).</summary>
    Summons,

    /// <summary>刑事拘留 (CPL-82).</summary>
    Detention,

    /// <summary>逮捕 (CPL-80).</summary>
    Arrest,

    /// <summary>取保候审 (CPL-67).</summary>
    Bail,

    /// <summary>监视居住 (CPL-74).</summary>
    ResidentialSurveillance,

    /// <summary>查封, 扣押 (P-227).</summary>
    Seizure,

    /// <summary>冻结 of deposits and the like (P-237).</summary>
    Freeze,

    /// <summary>冻结 of equity or policy rights: city level approves (P-239).</summary>
    EquityFreeze,

    /// <summary>冻结 of listed-company equity: province level approves (P-239).</summary>
    ListedEquityFreeze,

    /// <summary>技术侦查 (P-263).</summary>
    Technical,
}

/// <summary>A measure in force.</summary>
/// <param name="Id">Chosen by the owner, unique in the case.</param>
/// <param name="Suspect">The suspect record it is against; empty for one against property.</param>
/// <param name="Clocks">What runs because of it.</param>
[GenerateSerializer, Immutable, Alias("coord.Measure")]
public sealed record Measure(
    [property: Id(0)] string Id,
    [property: Id(1)] MeasureKind Kind,
    [property: Id(2)] string Suspect,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] ImmutableArray<CaseClock> Clocks);

/// <summary>Why the request for arrest may take up to 30 days. Source: CPL-91; P-129.</summary>
public enum DetentionGround
{
    Unspecified = 0,

    /// <summary>No special ground: 3 days.</summary>
    Ordinary,

    /// <summary>Special circumstances: 3 days and up to 4 more.</summary>
    Special,

    /// <summary>流窜: across cities or counties.</summary>
    Roaming,

    /// <summary>多次: three times or more.</summary>
    Repeated,

    /// <summary>结伙: two persons or more together.</summary>
    Gang,
}
