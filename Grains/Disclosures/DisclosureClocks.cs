using Coordination.Clocks;

namespace Coordination.Disclosures;

/// <summary>How long a desk has to answer. Hours run on holidays too. Source: D3; A.8 of the gateway's contract.</summary>
public static class DisclosureClocks
{
    public static readonly ClockRule Answer = new("disclosure-answer", new(Hours: 48), DayCount.Strict, "D3");

    public static readonly ClockRule UrgentAnswer = Answer with { Term = new(Hours: 8) };

    /// <summary>Kind of the overdue answer, which the ministry is shown until it is given.</summary>
    public const string Overdue = "disclosure-overdue";
}
