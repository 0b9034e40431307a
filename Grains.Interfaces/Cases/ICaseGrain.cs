using Coordination.Log;

namespace Coordination.Cases;

/// <summary>One case and the one jurisdiction that owns it. Key: <c>case-</c> and the keyed hash of (jurisdiction, case number).</summary>
[Alias("coord.ICaseGrain")]
public interface ICaseGrain : IDueGrain
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The case afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    [Alias("Execute")] Task<Reply<CaseFile>> Execute(CaseCommand command);

    [Alias("Read")] Task<Reply<CaseFile>> Read();
}
