using Grpc.Core;

namespace Coordination.Gateway.Conventions;

/// <summary>Amounts: <c>google.type.Money</c> in CNY on the wire, int64 fen inside. A fen is 10,000,000 nanos.</summary>
public static class Money
{
    private const long FenPerYuan = 100;
    private const int NanosPerFen = 10_000_000;

    public static Google.Type.Money FromFen(long fen) => new()
    {
        CurrencyCode = "CNY",
        Units = fen / FenPerYuan,
        Nanos = (int)(fen % FenPerYuan) * NanosPerFen,
    };

    /// <summary>The amount in fen; 0 if there is none.</summary>
    /// <param name="field">Where it stands in the request.</param>
    /// <exception cref="RpcException">FIELD_INVALID: not CNY, a fraction of a fen, signs that differ, or more than int64 fen hold.</exception>
    public static long ToFen(Google.Type.Money? money, string field)
    {
        if (money is null)
        {
            return 0;
        }
        return Problem(money) is { } problem ? throw Failure.InvalidField(field, problem) : money.Units * FenPerYuan + money.Nanos / NanosPerFen;
    }

    /// <summary>What is wrong with <paramref name="money"/>, for validators; null if <see cref="ToFen"/> takes it.</summary>
    public static string? Problem(Google.Type.Money money) => money switch
    {
        { CurrencyCode: not "CNY" } => "Amounts are in CNY.",
        { Nanos: <= -1_000_000_000 or >= 1_000_000_000 } => "nanos lies between -999,999,999 and 999,999,999.",
        { Units: > 0, Nanos: < 0 } or { Units: < 0, Nanos: > 0 } => "units and nanos have the same sign.",
        { Nanos: var nanos } when nanos % NanosPerFen != 0 => "The smallest amount is a fen, 10,000,000 nanos.",
        { Units: >= long.MaxValue / FenPerYuan or <= long.MinValue / FenPerYuan } => "The amount is too large.",
        _ => null,
    };
}
