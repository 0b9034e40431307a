namespace Coordination.Cases;

/// <summary>Whose signature a decision bears, in ascending order.</summary>
public enum ApproverRank
{
    Unspecified = 0,

    /// <summary>办案部门: the investigating unit.</summary>
    Unit,

    /// <summary>县级以上公安机关负责人.</summary>
    County,

    /// <summary>设区的市一级.</summary>
    City,

    /// <summary>省级.</summary>
    Province,

    /// <summary>公安部.</summary>
    Ministry,
}

/// <summary>What each transition rests on (I5). Actor, event time and record time stand in the log entry itself.</summary>
/// <param name="Approver">Officer id of who approved; not a name.</param>
/// <param name="Article">The article it rests on, e.g. <c>P-178</c>; one of those that the transition allows.</param>
/// <param name="DocumentNumber">Number of the document that carries the decision.</param>
/// <param name="ApprovedAt">When it was signed.</param>
/// <param name="LegalText">Version of the text that <paramref name="Article"/> is cited from; filled in when the decision is made.</param>
[GenerateSerializer, Immutable, Alias("coord.Approval")]
public sealed record Approval(
    [property: Id(0)] string Approver,
    [property: Id(1)] ApproverRank Rank,
    [property: Id(2)] string Article,
    [property: Id(3)] string DocumentNumber,
    [property: Id(4)] DateTimeOffset ApprovedAt,
    [property: Id(5)] string LegalText = "");
