using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Glia.Api.Tests;

/// <summary>
/// What others can see of an assembly, as text that differs where it differs: types in order, and under each its members.
/// </summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var room in assembly.GetExportedTypes().GroupBy(type => type.Namespace).OrderBy(room => room.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"namespace {room.Key}\n");
            foreach (Type type in room.OrderBy(type => type.FullName, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Head(type)}\n");
                foreach (string member in Members(type).Order(StringComparer.Ordinal))
                    text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
            }
        }
        return text.ToString();
    }

    private static string Head(Type type)
    {
        string name = TypeText.OfDefinition(type);
        if (IsDelegate(type)) return $"delegate {Signature(type.GetMethod("Invoke")!, name)}";
        string kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => $"{(Has<IsReadOnlyAttribute>(type) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct",
            _ => $"{ClassModifier(type)}{(type.GetMethod("<Clone>$") is null ? "class" : "record")}",
        };
        IEnumerable<Type> above = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(one => one.IsVisible && !IsOfRecord(type, one));
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object)) above = above.Prepend(parent);
        string[] names = [.. above.Select(one => TypeText.Of(one)).Order(StringComparer.Ordinal)];
        return $"{kind} {name}{(names.Length == 0 ? "" : $" : {string.Join(", ", names)}")}";
    }

    private static string ClassModifier(Type type) => type switch
    {
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(MulticastDelegate));

    // Each record is equatable with itself, which the word says.
    private static bool IsOfRecord(Type type, Type one) =>
        one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>) && one.GenericTypeArguments[0] == type;

    private static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type)) return [];
        if (type.IsEnum)
            return type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return
        [
            .. type.GetConstructors(Declared).Where(IsSeen).Select(one => Access(one) + Signature(one, type.Name.Split('`')[0])),
            .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily)
                .Where(field => !Has<CompilerGeneratedAttribute>(field)).Select(Field),
            .. type.GetProperties(Declared).Where(IsSeen).Select(Property),
            .. type.GetEvents(Declared).Where(one => IsSeen(one.AddMethod!)).Select(one => $"event {TypeText.Of(one)} {one.Name}"),
            .. type.GetMethods(Declared).Where(IsSeen).Where(IsWritten).Select(Method),
        ];
    }

    private static bool IsSeen(MethodBase method) =>
        (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed))
            && !Has<CompilerGeneratedAttribute>(method) && !method.Name.Contains('<');

    private static bool IsSeen(PropertyInfo property) => property.GetAccessors(nonPublic: true)
        .Any(one => one.IsPublic || ((one.IsFamily || one.IsFamilyOrAssembly) && !property.DeclaringType!.IsSealed))
            && property.Name != "EqualityContract";

    // Accessors stand with their property; that ToString and its like are said anew matters to nobody's compiler.
    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && method.GetBaseDefinition().DeclaringType != typeof(object);

    private static string Field(FieldInfo field)
    {
        string modifier = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{modifier}{TypeText.Of(field)} {field.Name}{(field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "")}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo first = property.GetAccessors(nonPublic: true)[0];
        string accessors = string.Concat(property.GetAccessors(nonPublic: true)
            .Where(one => one.IsPublic || one.IsFamily || one.IsFamilyOrAssembly)
            .Select(one => one.ReturnType != typeof(void) ? "get; " : IsInit(one) ? "init; " : "set; "));
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{Parameters(index)}]";
        string required = Has<RequiredMemberAttribute>(property) ? "required " : "";
        return $"{Access(first)}{Modifier(first)}{required}{TypeText.Of(property)} {name} {{ {accessors}}}";
    }

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Method(MethodInfo method) => Access(method) + Modifier(method) + Signature(method, method.Name);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface) return method.IsStatic ? "static " : "";
        if (method.IsStatic) return "static ";
        if (!method.IsVirtual || (method.IsFinal && method.GetBaseDefinition() == method)) return "";
        return method.IsAbstract ? "abstract " : method.GetBaseDefinition() != method ? "override " : "virtual ";
    }

    private static string Signature(MethodBase method, string name)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(one => one.Name))}>" : "";
        string returned = method is MethodInfo { ReturnParameter: var result } ? TypeText.Of(result) + " " : "";
        return $"{returned}{name}{generic}({Parameters(method.GetParameters())})";
    }

    private static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string kind = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        bool many = Has<ParamArrayAttribute>(parameter) || Has<ParamCollectionAttribute>(parameter);
        return $"{(many ? "params " : "")}{kind}{TypeText.Of(parameter)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue) return "";
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        object? value = parameter.RawDefaultValue;
        return value is null ? type.IsValueType && type == parameter.ParameterType ? " = default" : " = null"
            : $" = {(type.IsEnum ? Enum.ToObject(type, value) : Literal(value))}";
    }

    private static string Literal(object? value) => value switch
    {
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };

    private static bool Has<T>(MemberInfo member) where T : Attribute => member.IsDefined(typeof(T), inherit: false);

    private static bool Has<T>(ParameterInfo parameter) where T : Attribute => parameter.IsDefined(typeof(T), inherit: false);
}
