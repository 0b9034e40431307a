namespace Coordination;

/// <summary>
/// The financial field that a case or a group belongs to, in the official wording of the campaign. A wrong one suggests a wrong
/// offence: helping debtors to coerce lenders is not collecting from debtors. Source: domain rules 0.2, 0.3.
/// </summary>
public enum FocusArea
{
    Unspecified = 0,

    /// <summary>贷款领域非法中介: illegal loan intermediaries.</summary>
    IllegalLoanIntermediary,

    /// <summary>信用卡领域不正当反催收: improper counter-collection, agents who help debtors to coerce lenders (mostly CL-274, 266, 280, 253-1).</summary>
    CounterCollection,

    /// <summary>Collecting illegal debts by violence, restraint or harassment (CL-293-1).</summary>
    UnlawfulCollection,

    /// <summary>保险领域非法代理退保理赔: illegal agency for surrender and claims, wider than insurance fraud (CL-198).</summary>
    IllegalSurrenderClaimsAgency,

    /// <summary>None of the campaign's fields.</summary>
    Other,
}
