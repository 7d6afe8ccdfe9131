using System.Reflection;
using System.Reflection.Emit;

namespace Glia.Api.Tests;

/// <summary>
/// Which exceptions a method throws by itself: those it makes and throws, and those of <c>ThrowIfNull</c> and its like. Read from what the
/// compiler made of it, so that no wording of the source hides one. A method it calls is not looked into, but for local functions and
/// lambdas' bodies, which are its own.
/// </summary>
internal static class Thrown
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> By(MethodBase method)
    {
        var thrown = new HashSet<Type>();
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body) return thrown;
        Type[] ofType = method.DeclaringType!.GetGenericArguments(), ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        Type? made = null;
        for (int at = 0; at < body.Length;)
        {
            short value = body[at++];
            if (value == 0xfe) value = (short)(0xfe00 | body[at++]);
            OpCode code = s_codes[value];
            if (code == OpCodes.Throw && made is not null) thrown.Add(made);
            made = null;
            if (code.OperandType == OperandType.InlineMethod)
            {
                MethodBase? called = method.Module.ResolveMethod(BitConverter.ToInt32(body, at), ofType, ofMethod);
                if (code == OpCodes.Newobj && called!.DeclaringType!.IsAssignableTo(typeof(Exception))) made = called.DeclaringType;
                else if (called is MethodInfo { IsStatic: true, DeclaringType: { } guard } && guard.IsAssignableTo(typeof(Exception))
                    && called.Name.StartsWith("Throw", StringComparison.Ordinal)) thrown.Add(guard);
            }
            at += code.OperandType == OperandType.InlineSwitch ? 4 + 4 * BitConverter.ToInt32(body, at) : Size(code.OperandType);
        }
        return thrown;
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
