const hasAllOf = <Fields extends object>(one: Fields, other: Fields): boolean => {
  for (const key in one) if (one[key] !== other[key]) return false;
  return true;
};

/** Whether two flat records say the same; an absent field is one that is undefined. Makes no garbage, unlike JSON. */
export const isSameRecord = <Fields extends object>(one: Fields | null, other: Fields | null): boolean =>
  one === other || (one !== null && other !== null && hasAllOf(one, other) && hasAllOf(other, one));
