using System.Reflection;

namespace Glia.Api.Tests;

/// <summary>Types as C# writes them, with a question mark where null is allowed.</summary>
internal static class TypeText
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<Type, string> s_words = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, s_nullability.Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, s_nullability.Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, s_nullability.Create(field));

    public static string Of(EventInfo one) => Of(one.EventHandlerType!, s_nullability.Create(one));

    /// <summary>The name of a type where it is made: with the names of its parameters.</summary>
    public static string OfDefinition(Type type) => Named(type, [.. type.GetGenericArguments().Select(one => one.Name)]);

    /// <summary>The name of a type where it is used.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability?.ElementType ?? nullability);
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value) + "?";
        string maybe = nullability is not null && !type.IsValueType
            && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable) ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{maybe}";
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name + maybe;
        if (s_words.TryGetValue(type, out string? word)) return word + maybe;
        NullabilityInfo[] inner = nullability?.GenericTypeArguments ?? [];
        string[] arguments = [.. type.GetGenericArguments().Select((one, i) => Of(one, i < inner.Length ? inner[i] : null))];
        return (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) ?? false
            ? $"({string.Join(", ", arguments)})" : Named(type, arguments)) + maybe;
    }

    // A type within another one stands behind it; generic arguments belong to the innermost name that takes them.
    private static string Named(Type type, string[] arguments)
    {
        int own = type.Name.Split('`') is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 0;
        string name = type.Name.Split('`')[0] + (own == 0 ? "" : $"<{string.Join(", ", arguments[^own..])}>");
        return type.IsNested && !type.IsGenericParameter ? $"{Named(type.DeclaringType!, arguments[..^own])}.{name}" : name;
    }
}
