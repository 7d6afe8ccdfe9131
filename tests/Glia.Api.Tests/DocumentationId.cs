using System.Reflection;

namespace Glia.Api.Tests;

/// <summary>
/// What the compiler calls a member in a documentation file, as the C# specification has it (annex D, "ID string format").
/// </summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{Name(type)}",
        ConstructorInfo constructor => $"M:{Name(constructor.DeclaringType!)}.#ctor{Parameters(constructor.GetParameters())}",
        MethodInfo method => Method(method),
        PropertyInfo property => $"P:{Name(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        _ => $"{(member is FieldInfo ? "F" : "E")}:{Name(member.DeclaringType!)}.{member.Name}",
    };

    private static string Method(MethodInfo method)
    {
        int generic = method.IsGenericMethodDefinition ? method.GetGenericArguments().Length : 0;
        string name =
            $"M:{Name(method.DeclaringType!)}.{method.Name}{(generic == 0 ? "" : $"``{generic}")}{Parameters(method.GetParameters())}";
        return method.Name is "op_Implicit" or "op_Explicit" ? $"{name}~{Reference(method.ReturnType)}" : name;
    }

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Reference(parameter.ParameterType)))})";

    private static string Reference(Type type)
    {
        if (type.IsByRef) return $"{Reference(type.GetElementType()!)}@";
        if (type.IsArray)
            return Reference(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]"
                : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]");
        if (type.IsGenericParameter) return $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}";
        if (!type.IsGenericType) return Name(type);
        string name = Name(type.GetGenericTypeDefinition());
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(Reference))}}}";
    }
}
