'use strict';(()=>{
// The choice of colours goes along from page to page.
for(const r of document.querySelectorAll('[name=theme]'))r.addEventListener('change',
 ()=>document.cookie='glia-theme='+r.id.slice(6)+';path=/;samesite=strict;max-age=31536000');
})();
