using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Coordination.Client.Api;

/// <summary>One RPC of the public API by its descriptor: what it asks for and how it is called.</summary>
public sealed class ApiMethod
{
    private static readonly Dictionary<string, MethodDescriptor> _all = typeof(ApiMethod).Assembly.GetTypes()
        .Where(type => type.Namespace == "Coordination.V1" && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"{method.Service.Name}.{method.Name}");

    private readonly Method<IMessage, IMessage> _method;

    private ApiMethod(MethodDescriptor descriptor)
    {
        Descriptor = descriptor;
        _method = new(descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, descriptor.Service.FullName, descriptor.Name,
            Bytes(descriptor.InputType), Bytes(descriptor.OutputType));
    }

    /// <summary>Every RPC that this program was built with, as <c>CaseService.GetCase</c>.</summary>
    public static IReadOnlyCollection<string> Names => _all.Keys;

    public MethodDescriptor Descriptor { get; }

    public MessageDescriptor Request => Descriptor.InputType;

    public static ApiMethod Of(string name) => new(_all[name]);

    public AsyncUnaryCall<IMessage> Call(CallInvoker invoker, IMessage request, CallOptions options) =>
        invoker.AsyncUnaryCall(_method, null, options, request);

    public AsyncServerStreamingCall<IMessage> Follow(CallInvoker invoker, IMessage request, CallOptions options) =>
        invoker.AsyncServerStreamingCall(_method, null, options, request);

    private static Marshaller<IMessage> Bytes(MessageDescriptor descriptor) => Marshallers.Create(message => message.ToByteArray(), descriptor.Parser.ParseFrom);
}
