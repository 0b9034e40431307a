using Coordination.Log;

namespace Coordination.JointOperations;

/// <summary>
/// One joint operation of several provinces: the single place where consent, GO, T0 and ABORT are decided. Key: <c>op-</c> and the
/// operation's id. Source: domain rules B9, O1-O10.
/// </summary>
[Alias("coord.IJointOperationGrain")]
public interface IJointOperationGrain : IDueGrain
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The operation afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<JointOperation>> Execute(JointOperationCommand command);

    /// <summary>The operation as last decided.</summary>
    [Alias("Read")] Task<Reply<JointOperation>> Read();
}
