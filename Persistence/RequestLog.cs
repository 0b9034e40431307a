using System.Data.Common;
using Coordination.Log;

namespace Coordination.Persistence;

/// <summary>Finds a request in the log: there for as long as the log is.</summary>
public sealed class RequestLog(StoreDatabase database) : IRequestLog
{
    public async Task<LoggedRequest?> Find(string principal, Guid requestId)
    {
        try
        {
            await using var connection = await database.OpenForLookups(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = "select grain_id, fingerprint, version from event_log where request_id = @request and principal = @principal limit 1";
            Add("request", database.Kind == StoreKind.Postgres ? requestId : requestId.ToString());
            Add("principal", principal);
            await using var reader = await command.ExecuteReaderAsync();
            return await reader.ReadAsync() ? new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)) : null;

            void Add(string name, object value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            throw new StoreUnavailableException("The log could not be read; send the same request again.", failure);
        }
    }
}
