using DbUp.Engine.Transactions;
using Npgsql;

namespace Coordination.Persistence;

/// <summary>Lets the migrations use the store's own data source, with its settings and credentials.</summary>
internal sealed class PostgresConnections(NpgsqlDataSource source) : DatabaseConnectionManager(_ => source.CreateConnection())
{
    /// <summary>Npgsql sends a script whole, and the server parses it: no splitting that could misread a function's body.</summary>
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];
}
